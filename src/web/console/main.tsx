// Starts the console page.
import { render } from 'preact';

import { Console } from './console.tsx';

const app = document.getElementById('app');
if (app) render(<Console />, app);
