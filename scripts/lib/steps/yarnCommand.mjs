import { findToolchain } from '../toolchain.mjs';

/** A command that the project's packages bring along, run through Yarn. */
export function yarnCommand(...args) {
  const { node, yarn } = findToolchain();
  return { command: node, args: [yarn, ...args] };
}
