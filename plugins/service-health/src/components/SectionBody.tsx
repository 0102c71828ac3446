import { Section } from '@paved-path/backstage-plugin-service-health-common';
import { AutoscalingPictures } from './AutoscalingPictures';
import { RedisPictures } from './RedisPictures';
import { SectionFindings } from './SectionFindings';
import { WorkloadPictures } from './WorkloadPictures';

/** The pictures of a section, or its findings where there is none. */
export function SectionBody({ section }: { section: Section }) {
  const { facts, findings } = section;
  const list = <SectionFindings findings={findings} />;
  switch (facts?.kind) {
    case 'workload':
      return <WorkloadPictures facts={facts}>{list}</WorkloadPictures>;
    case 'autoscaling':
      return (
        <>
          <AutoscalingPictures facts={facts} />
          {list}
        </>
      );
    case 'redis':
      return (
        <>
          <RedisPictures
            facts={facts}
            levelOf={code =>
              findings.find(finding => finding.code === code)?.level
            }
          />
          {list}
        </>
      );
    default:
      return list;
  }
}
