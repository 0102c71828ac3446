import { DeployedService, EnvironmentName } from './DeployedService';
import { until } from './until';
import { Verdict, Verdicts } from './Verdicts';
import { Visitors } from './Visitors';
import { VisitReport } from './VisitReport';

/** One thing that goes wrong, or is done, while visitors count. */
export type Drill = {
  title: string;
  environment: EnvironmentName;
  /** What was typed, for those who want to do it again. */
  command: string;
  act: () => Promise<void>;
  /** What has to be true again, in words. */
  recovery: string;
  recovered: () => Promise<boolean>;
  /** Set where the service is not well at the end, so that the page must not say so. */
  staysBroken?: boolean;
  /** How long that may take, in seconds. */
  patience: number;
  /** Where the visitors run; anywhere by default. */
  visitorsOn?: string;
  /** Between two visits of one visitor, in ms; set where the usual pace would itself be a load. */
  visitorPauseMs?: number;
};

/** What a drill brought. */
export type DrillResult = Pick<
  Drill,
  'title' | 'environment' | 'command' | 'recovery'
> & {
  recoveredSeconds: number;
  report: VisitReport;
  /** What the health page said meanwhile. */
  verdicts: readonly Verdict[];
};

/** Runs a drill from a service that is well to a service that is well, and closes the visitors' books. */
export async function runDrill(
  service: DeployedService,
  drill: Drill,
  page?: Verdicts,
): Promise<DrillResult> {
  const { title, environment, command, recovery } = drill;
  const visitors = await Visitors.start({
    namespace: service.namespace(environment),
    name: service.name,
    image: service.image,
    node: drill.visitorsOn,
    pauseMs: drill.visitorPauseMs,
  });
  const started = Date.now();
  page?.watch();
  await drill.act();
  await until(`${title}: ${recovery}`, drill.patience, drill.recovered);
  const recoveredSeconds = (Date.now() - started) / 1_000;
  // Visits after the recovery belong to the books as well
  await visitors.more(50, 120);
  const report = await visitors.stop();
  const verdicts = (await page?.stop({ healthy: !drill.staysBroken })) ?? [];
  return {
    ...{ title, environment, command, recovery },
    ...{ recoveredSeconds, report, verdicts },
  };
}
