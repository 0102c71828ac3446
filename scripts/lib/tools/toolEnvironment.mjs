/** `HELM_BIN`, `ACTIONLINT_BIN` and so on, for the tools that were found. */
export function toolEnvironment(tools) {
  return Object.fromEntries(
    Object.entries(tools)
      .filter(([, { path }]) => path)
      .map(([name, { path }]) => [
        `${name.toUpperCase().replace(/-/g, '_')}_BIN`,
        path,
      ]),
  );
}
