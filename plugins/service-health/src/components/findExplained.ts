import {
  EnvironmentHealth,
  Finding,
} from '@paved-path/backstage-plugin-service-health-common';

/** The findings that the shown cause explains. */
export function findExplained(environment: EnvironmentHealth): Finding[] {
  const { rootFinding, sections } = environment;
  const findings = sections.flatMap(section => section.findings);
  const root = findings.find(({ id }) => id === rootFinding);
  return findings.filter(
    ({ id, explainedBy }) =>
      root !== undefined &&
      (explainedBy === root.id || root.explains.includes(id)),
  );
}
