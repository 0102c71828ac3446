/** node scripts/set-image-tag.mjs ENVIRONMENT TAG [DIGEST]: writes what this environment runs into its values. */
import { writeImage } from './environment-image.mjs';

const [environment = '', tag = '', digest] = process.argv.slice(2);
writeImage(environment, { tag, digest });
