import { randomUUID } from 'node:crypto';
import { linkSync, writeFileSync } from 'node:fs';
import { silentLog } from '../../daemon/log.js';
import { UploadFolder } from '../../daemon/upload/upload-folder.js';

/** A process of its own whose uploads lie in argv[2]: one that is whole, and was handed over to somebody who has it under another name, argv[3]. */
const [, , path = '', elsewhere = ''] = process.argv;
const folder = new UploadFolder(path, silentLog);
await folder.open();
const id = randomUUID();
await folder.create({ version: 1, id, totalBytes: 5, metadata: {}, deaths: 0 });
writeFileSync(folder.dataPath(id), 'whole', { flush: true });
linkSync(folder.dataPath(id), elsewhere);
// The next start.
await folder.open();
