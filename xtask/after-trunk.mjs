// Runs after Trunk's build, on the folder that Trunk is about to publish.
import { join } from 'node:path';
import { startScript } from './start-script.mjs';
import { writeTexts } from './texts.mjs';
import { modules } from './modules.mjs';
import { serviceWorker } from './worker.mjs';

const folder = process.env.TRUNK_STAGING_DIR;
modules(folder);
writeTexts(join(folder, 'texts'));
startScript(folder);
serviceWorker(folder);
