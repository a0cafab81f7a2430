import type { ToySource } from '../../../generated/config/models.ts';
import { providerSettings } from '../../config/provider-settings.ts';
import type { Resolved } from '../../config/settings.ts';

type ToySettings = Resolved<ToySource>;

/** Its schema says all that there is to say. */
export const toySettings = providerSettings<ToySettings, ToySettings>('toy', {});
