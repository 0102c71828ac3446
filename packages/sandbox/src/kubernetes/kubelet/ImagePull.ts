import { Mishaps } from './Mishaps';
import { PodState } from './PodState';

/** The pulling of one pod's images, with the kubelet's back-off. */
export class ImagePull {
  readonly #state: PodState;
  readonly #mishaps: Mishaps;
  #failures = 0;
  #backsOff = false;

  static create(state: PodState, mishaps: Mishaps): ImagePull {
    return new ImagePull(state, mishaps);
  }

  private constructor(state: PodState, mishaps: Mishaps) {
    this.#state = state;
    this.#mishaps = mishaps;
  }

  /** Tries once; answers how long to wait before the next try, `undefined` when the image is there. */
  attempt(): number | undefined {
    const pod = this.#state.read();
    if (!pod) return undefined;
    const mishap = this.#mishaps.of('unpullable', pod);
    const { image = '' } = pod.spec.containers[0] ?? {};
    if (!mishap) {
      this.#state.event(
        'Normal',
        'Pulled',
        `Container image "${image}" already present on machine`,
      );
      return undefined;
    }
    if (this.#backsOff) {
      this.#backsOff = false;
      const message = `Back-off pulling image "${image}": ErrImagePull: ${mishap.message}`;
      this.#state.setContainers({
        waiting: { reason: 'ImagePullBackOff', message },
      });
      this.#state.event(
        'Normal',
        'BackOff',
        `Back-off pulling image "${image}"`,
      );
      this.#state.event('Warning', 'Failed', 'Error: ImagePullBackOff');
      this.#failures += 1;
      return Math.min(300_000, 10_000 * 2 ** (this.#failures - 1));
    }
    this.#backsOff = true;
    this.#state.event('Normal', 'Pulling', `Pulling image "${image}"`);
    this.#state.setContainers({
      waiting: { reason: 'ErrImagePull', message: mishap.message },
    });
    this.#state.event(
      'Warning',
      'Failed',
      `Failed to pull image "${image}": ${mishap.message}`,
    );
    this.#state.event('Warning', 'Failed', 'Error: ErrImagePull');
    return 1_500;
  }
}
