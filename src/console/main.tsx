import '../ui/tokens.css';
import '../ui/components.css';
import './console.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { showTheme } from './settings.ts';
import { showStrangeText } from './strange-text.ts';

showTheme();
showStrangeText();
const place = document.getElementById('console');
if (place === null) throw new Error('index.html has no place for the console');
render(<App />, place);
