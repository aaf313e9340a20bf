// Starts the insights page.
import { render } from 'preact';

import { InsightsPage } from './page.tsx';

const app = document.getElementById('app');
if (app) render(<InsightsPage />, app);
