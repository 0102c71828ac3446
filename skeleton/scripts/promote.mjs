/** node scripts/promote.mjs FROM TO: lets TO run the image that FROM runs. Nothing is built again. */
import { readImage, refuse, writeImage } from './environment-image.mjs';

const [from = '', to = ''] = process.argv.slice(2);
const image = readImage(from);
if (!image.tag) refuse(`Cannot promote from "${from}": it runs no image yet`);
if (from === to) refuse(`Cannot promote from "${from}" to itself: choose another environment`);
writeImage(to, image);
