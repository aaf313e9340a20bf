// Unpacks the Chromium of a devDependency into the folder for temporary files; run by chromium.mjs, with that folder its own.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
