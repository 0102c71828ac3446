import { Level } from '@paved-path/backstage-plugin-service-health-common';
import { Glyph } from './Glyph';
import { LevelGlyph } from './LevelGlyph';
import { HiddenText } from '../components/HiddenText';
import styles from './Replication.module.css';

/** One Redis node as the picture shows it. */
export interface ReplicationNode {
  name: string;
  role: 'primary' | 'replica' | 'gone';
  detail: string;
  memory?: { text: string; hidden: string; level?: Level };
  level: Level;
  /** How a replica follows its primary */
  link?: { text: string; broken: boolean };
}

/** A slot range with the nodes that hold it. */
export interface ReplicationGroup {
  id: string;
  title?: string;
  level: Level;
  nodes: ReplicationNode[];
}

/** Primaries and replicas as a list of columns: real text, not an image. */
export function Replication(options: { groups: ReplicationGroup[] }) {
  return (
    <ul className={styles.groups}>
      {options.groups.map(group => (
        <li
          key={group.id}
          className={styles.group}
          data-level={group.level}
          data-pair={group.nodes.length === 2 || undefined}
        >
          {group.title && <p className={styles.title}>{group.title}</p>}
          {group.nodes.map(node => (
            <Node key={node.name} node={node} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function Node({ node }: { node: ReplicationNode }) {
  const { role, memory, link } = node;
  return (
    <>
      {link && (
        <p className={styles.link} data-broken={link.broken || undefined}>
          {link.text}
        </p>
      )}
      <div className={styles.node} data-role={role}>
        <Glyph name={role === 'gone' ? 'noNode' : role} level={node.level} />
        <b className={styles.name}>{node.name}</b>
        {memory && (
          <span className={styles.memory}>
            {memory.level && <LevelGlyph level={memory.level} size="small" />}
            {memory.text}
            <HiddenText>{memory.hidden}</HiddenText>
          </span>
        )}
        <small className={styles.detail}>{node.detail}</small>
      </div>
    </>
  );
}
