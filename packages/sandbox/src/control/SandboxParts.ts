import { AppSupervisor } from '../apps/AppSupervisor';
import { ArgocdDouble } from '../argocd';
import { CiRunner } from '../ci/CiRunner';
import { GitHost } from '../git';
import { KubernetesDouble } from '../kubernetes';
import { RedisSupervisor } from '../redis/RedisSupervisor';
import { SandboxScenarios } from '../scenarios/SandboxScenarios';

/** What the control page shows and drives. */
export interface SandboxParts {
  git: GitHost;
  ci: CiRunner;
  argocd: ArgocdDouble;
  cluster: KubernetesDouble;
  apps: AppSupervisor;
  redis: RedisSupervisor;
  scenarios: SandboxScenarios;
}
