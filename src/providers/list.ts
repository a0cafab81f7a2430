/** Every provider, one line each. Adding a fifth is a folder in `spec/providers`, a folder here, and a line. */
import { appdirect } from './appdirect/provider.ts';
import { oneshoppingcart } from './oneshoppingcart/provider.ts';
import { paazl } from './paazl/provider.ts';
import type { Provider } from './provider.ts';
import { zettle } from './zettle/provider.ts';

export const providers: readonly Provider[] = [paazl, oneshoppingcart, zettle, appdirect];
