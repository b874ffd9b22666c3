import type { VNode } from 'preact'
import { useSession } from '../parts/context.ts'
import { Chip } from '../parts/chip.tsx'
import { Copy } from '../parts/copy.tsx'
import { worldName } from '../state/session.ts'
import { useSignal } from '../state/signal.ts'
import { isOnSocket } from '../state/filter.ts'
import { toHash } from '../state/route.ts'
import { counted } from '../text/times.ts'

interface SeenFace {
  readonly title: string
  readonly id: string
  readonly outcomes: readonly { readonly name: string; readonly status: number; readonly count: number }[]
}

/** Which outcomes the app has met in this world, as far as the calls are kept, and which it has not met yet. */
export function Seen(): VNode {
  const { router, log, faces } = useSession()
  useSignal(log.version)
  const counts = new Map<string, number>()
  for (const line of log.lines())
    if (line.kind === 'call' && line.world === worldName(router)) {
      const key = `${line.entry.operation}/${isOnSocket(line.entry.method) ? 'socket' : 'http'}/${line.entry.outcome}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  const seen = useSignal(faces).map((face): SeenFace => ({
    title: face.way === 'http' ? `${face.method} ${face.path}` : `socket ${face.event ?? 'connect'}`,
    id: face.way === 'http' ? face.operation : `${face.operation}@socket`,
    outcomes: face.outcomes.map(({ name, status }) => ({
      name,
      status,
      count: counts.get(`${face.operation}/${face.way}/${name}`) ?? 0,
    })),
  }))
  const all = seen.flatMap(({ outcomes }) => outcomes)
  const met = all.filter(({ count }) => count > 0).length
  return (
    <div class="seen">
      <div class="view-bar">
        <p>
          <b>
            {met} of {all.length}
          </b>{' '}
          outcomes met, in the{' '}
          {counted(
            [...counts.values()].reduce((sum, count) => sum + count, 0),
            'call',
          )}{' '}
          of this world that this page knows.
        </p>
        <Copy text={asList(seen)} what="Copy as a list" />
      </div>
      <div class="progress" role="presentation">
        <i style={{ width: `${(100 * met) / Math.max(1, all.length)}%` }} />
      </div>
      {seen.map((face) => (
        <section key={face.id}>
          <h2>{face.title}</h2>
          <ul class="met">
            {face.outcomes.map(({ name, status, count }) => (
              <li key={name} class={count > 0 ? 'is-met' : ''}>
                <Chip status={status} />
                <a
                  href={toHash({
                    view: count > 0 ? 'calls' : 'provoke',
                    settings: linkTo(router.get().settings, face.id, name, count),
                  })}
                >
                  {name}
                </a>
                <span>{count > 0 ? `${count}×` : 'not yet'}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** A met outcome leads to its calls, another one to the ways to get it. */
const linkTo = (
  { world = '' }: Readonly<Record<string, string>>,
  operation: string,
  outcome: string,
  count: number,
): Record<string, string> => ({ world, outcome, ...(count > 0 ? {} : { operation }) })

/** A list in Markdown, for a ticket. */
const asList = (faces: readonly SeenFace[]): string =>
  faces
    .map(
      ({ title, outcomes }) =>
        `${title}\n${outcomes.map(({ name, status, count }) => `- [${count > 0 ? 'x' : ' '}] ${status} ${name}`).join('\n')}`,
    )
    .join('\n\n')
