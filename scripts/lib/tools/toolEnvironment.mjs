/** The variable that names a tool's path: `HELM_BIN` for helm. */
export function toolVariable(name) {
  return `${name.toUpperCase().replace(/-/g, '_')}_BIN`;
}

/** The variables of the tools that were found. */
export function toolEnvironment(tools) {
  return Object.fromEntries(
    Object.entries(tools)
      .filter(([, { path }]) => path)
      .map(([name, { path }]) => [toolVariable(name), path]),
  );
}
