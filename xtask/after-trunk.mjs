// Runs after Trunk's build, on the folder that Trunk is about to publish.
import { startScript } from './start-script.mjs';
import { twoModules } from './two-modules.mjs';
import { serviceWorker } from './worker.mjs';

const folder = process.env.TRUNK_STAGING_DIR;
twoModules(folder);
startScript(folder);
serviceWorker(folder);
