import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { ScenarioInfo, ScenarioStatus, ScenarioStepInfo } from '../../src/contract/compiled/types.ts'
import { useSession } from '../parts/context.ts'
import { Change, Choice, Reason } from '../parts/controls.tsx'
import { useAction } from '../state/action.ts'
import { touched } from '../state/session.ts'
import { useLive } from '../state/live.ts'
import { useSignal } from '../state/signal.ts'
import { counted, spanText } from '../text/times.ts'

/** Scripted guests: what they will do, and what came of what they did. */
export function Scenarios(): VNode {
  const session = useSession()
  const { router, requester, ask } = session
  const { settings } = useSignal(router)
  const list = useLive(
    session,
    'scenarios',
    () => requester.json<{ scenarios: ScenarioInfo[] }>('GET', '/scenarios'),
    session.edits,
  )
  const playing = useLive(session, 'playing', async () => {
    const { steps } = await ask<{ steps: ScenarioStepInfo[] }>('GET', '/scenario/steps')
    // Without steps nothing plays, and the status would be a 404 among the errors of the browser's tools.
    return steps.length === 0 ? undefined : { status: await ask<ScenarioStatus>('GET', '/scenario'), steps }
  }).value
  const scenarios = list.value?.scenarios ?? []
  const chosen = settings['scenario'] ?? playing?.status.name ?? scenarios[0]?.name
  const planned = scenarios.find(({ name }) => name === chosen)
  const isPlaying = playing !== undefined && playing.status.name === chosen
  return (
    <div class="scenarios">
      <nav class="choices" aria-label="Scenarios">
        {scenarios.map(({ name, about }) => (
          <button
            type="button"
            key={name}
            aria-pressed={name === chosen}
            title={about}
            onClick={() => router.adjust({ scenario: name })}
          >
            {name}
            {playing?.status.name === name ? <span class="badge">playing</span> : null}
          </button>
        ))}
      </nav>
      <section>
        <h2>{chosen}</h2>
        <p>{planned?.about ?? playing?.status.about}</p>
        <Player name={chosen ?? ''} status={isPlaying ? playing.status : undefined} />
        <Timeline steps={isPlaying ? playing.steps : (planned?.steps.map(toUnplayed) ?? [])} />
      </section>
    </div>
  )
}

const toUnplayed = (step: ScenarioInfo['steps'][number], index: number): ScenarioStepInfo => ({
  ...step,
  n: index + 1,
  isPlayed: false,
  answered: null,
})

const SPEEDS = [
  ['1', 'as written'],
  ['5', '5 times as fast'],
  ['20', '20 times as fast'],
] as const

function Player({ name, status }: { readonly name: string; readonly status: ScenarioStatus | undefined }): VNode {
  const session = useSession()
  const { ask } = session
  const action = useAction()
  const [speed, setSpeed] = useState('1')
  const isOver = status?.next === null
  return (
    <div class="player">
      <div class="row-of-fields">
        <Change action={action} look="main" work={() => ask('PUT', '/scenario', { name, speed: Number(speed) })}>
          {status ? 'Play again' : 'Play'}
        </Change>
        <Choice label="Speed" value={speed} options={SPEEDS} onValue={setSpeed} />
        <Change
          action={action}
          work={() =>
            status && !isOver ? ask('POST', '/scenario/next') : ask('PUT', '/scenario', { name, mode: 'step' })
          }
        >
          {status && !isOver ? 'Next step' : 'Play step by step'}
        </Change>
        {status ? (
          <Change action={action} work={() => ask('DELETE', '/scenario').then(() => touched(session))}>
            Stop
          </Change>
        ) : null}
      </div>
      <Reason of={action.fault} />
      {status ? (
        <p class="meta" role="status">
          {status.played} of {counted(status.steps, 'step')}
          {Object.entries(status.values).map(([word, value]) => ` · ${word} ${value}`)}
          {status.unmet.length === 0 ? '' : ` · ${status.unmet.length} not as expected`}
        </p>
      ) : null}
    </div>
  )
}

function Timeline({ steps }: { readonly steps: readonly ScenarioStepInfo[] }): VNode {
  const next = steps.find(({ isPlayed }) => !isPlayed)
  return (
    <ol class="timeline">
      {steps.slice(0, MOST_STEPS).map((step) => (
        <li key={step.n} class={classOf(step)} aria-current={step === next && step.n > 1 ? 'step' : undefined}>
          <time>{spanText(step.atMs)}</time>
          <span class="what">{step.what}</span>
          <span class="came">{cameOf(step)}</span>
        </li>
      ))}
      {steps.length > MOST_STEPS ? <li class="none">and {counted(steps.length - MOST_STEPS, 'more step')}</li> : null}
    </ol>
  )
}

const MOST_STEPS = 200

const isUnmet = ({ isPlayed, expected, answered }: ScenarioStepInfo): boolean =>
  isPlayed && expected !== null && answered !== null && answered !== expected

const classOf = (step: ScenarioStepInfo): string =>
  isUnmet(step) ? 'is-unmet' : step.isPlayed ? 'is-played' : 'is-planned'

const cameOf = (step: ScenarioStepInfo): string => {
  const { expected, answered } = step
  if (isUnmet(step)) return `${answered}, not ${expected}`
  return expected ?? ''
}
