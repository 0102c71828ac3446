import { Condition } from '../../objects/Condition';
import {
  HorizontalPodAutoscaler,
  MetricStatus,
} from '../../objects/HorizontalPodAutoscaler';
import { ControllerContext } from '../ControllerContext';
import { recordEvent } from '../recordEvent';
import { withCondition } from '../withCondition';
import { LimitedScale } from './limitScale';
import { MetricFailure } from './measureResource';

const limits = {
  TooManyReplicas:
    'the desired replica count is more than the maximum replica count',
  TooFewReplicas:
    'the desired replica count is less than the minimum replica count',
  ScaleUpLimit:
    'the desired replica count is increasing faster than the maximum scale rate',
} as const;

/** Writes down, as an autoscaler's status, how a decision came about. */
export class ScalingReport {
  readonly #autoscaler: HorizontalPodAutoscaler;
  readonly #context: ControllerContext;
  #conditions: Condition[];
  #scaled = false;

  static begin(
    autoscaler: HorizontalPodAutoscaler,
    context: ControllerContext,
  ): ScalingReport {
    return new ScalingReport(autoscaler, context);
  }

  private constructor(
    autoscaler: HorizontalPodAutoscaler,
    context: ControllerContext,
  ) {
    this.#autoscaler = autoscaler;
    this.#context = context;
    this.#conditions = autoscaler.status?.conditions ?? [];
  }

  cannotGetScale(error: string): void {
    const message = `the HPA controller was unable to get the target's current scale: ${error}`;
    this.#set('AbleToScale', 'False', 'FailedGetScale', message);
    this.#warn('FailedGetScale', error);
    const { currentReplicas = 0, desiredReplicas = 0 } =
      this.#autoscaler.status ?? {};
    this.finish({ current: currentReplicas, desired: desiredReplicas });
  }

  gotScale(): void {
    this.#set(
      'AbleToScale',
      'True',
      'SucceededGetScale',
      "the HPA controller was able to get the target's current scale",
    );
  }

  disabled(): void {
    this.#set(
      'ScalingActive',
      'False',
      'ScalingDisabled',
      'scaling is disabled since the replica count of the target is zero',
    );
    this.finish({ current: 0, desired: 0 });
  }

  /** The metrics cannot be had; what was said about limits stays, however old. */
  blind(
    { reason, message }: MetricFailure,
    current: number,
    statuses: MetricStatus[],
  ): void {
    this.#set(
      'ScalingActive',
      'False',
      reason,
      `the HPA was unable to compute the replica count: ${message}`,
    );
    this.#warn(reason, message);
    const invalid = statuses.filter(({ type }) => type === '').length;
    this.#warn(
      'FailedComputeMetricsReplicas',
      `invalid metrics (${invalid} invalid out of ${statuses.length}), first error is: failed to get cpu resource metric value: ${message}`,
    );
    const desired = this.#autoscaler.status?.desiredReplicas ?? 0;
    this.finish({ current, desired, statuses });
  }

  active(basis: string): void {
    this.#set(
      'ScalingActive',
      'True',
      'ValidMetricFound',
      `the HPA was able to successfully calculate a replica count from ${basis}`,
    );
  }

  limited({ stabilized, limit }: LimitedScale): void {
    if (stabilized) {
      this.#set(
        'AbleToScale',
        'True',
        'ScaleDownStabilized',
        'recent recommendations were higher than current one, applying the highest recent recommendation',
      );
    } else {
      this.#set(
        'AbleToScale',
        'True',
        'ReadyForNewScale',
        'recommended size matches current size',
      );
    }
    if (limit) this.#set('ScalingLimited', 'True', limit, limits[limit]);
    else {
      this.#set(
        'ScalingLimited',
        'False',
        'DesiredWithinRange',
        'the desired count is within the acceptable range',
      );
    }
  }

  rescaled(desired: number, basis: string): void {
    this.#scaled = true;
    this.#set(
      'AbleToScale',
      'True',
      'SucceededRescale',
      `the HPA controller was able to update the target scale to ${desired}`,
    );
    recordEvent(
      this.#autoscaler,
      {
        type: 'Normal',
        reason: 'SuccessfulRescale',
        message: `New size: ${desired}; reason: ${basis} above target`,
        component: 'horizontal-pod-autoscaler',
      },
      this.#context,
    );
  }

  /** Stores the status. */
  finish({
    current,
    desired,
    statuses = this.#autoscaler.status?.currentMetrics ?? undefined,
  }: {
    current: number;
    desired: number;
    statuses?: MetricStatus[];
  }): void {
    const { store } = this.#context;
    const { name, namespace } = this.#autoscaler.metadata;
    const fresh = store.get('HorizontalPodAutoscaler', name, namespace);
    if (!fresh) return;
    const lastScaleTime = this.#scaled
      ? this.#context.now()
      : fresh.status?.lastScaleTime;
    store.update({
      ...fresh,
      status: {
        ...(lastScaleTime ? { lastScaleTime } : {}),
        ...(current ? { currentReplicas: current } : {}),
        desiredReplicas: desired,
        currentMetrics: statuses ?? null,
        conditions: this.#conditions,
      },
    });
  }

  #set(
    type: string,
    status: 'True' | 'False',
    reason: string,
    message: string,
  ): void {
    this.#conditions = withCondition(
      this.#conditions,
      { type, status, reason, message },
      this.#context.now(),
    );
  }

  #warn(reason: string, message: string): void {
    const component = 'horizontal-pod-autoscaler';
    recordEvent(
      this.#autoscaler,
      { type: 'Warning', reason, message, component },
      this.#context,
    );
  }
}
