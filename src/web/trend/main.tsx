// Starts the trend page.
import { render } from 'preact';

import { TrendPage } from './page.tsx';

const app = document.getElementById('app');
if (app) render(<TrendPage />, app);
