import { Fault } from '../../fault.ts'
import type { Crowd, Passer } from './crowd.ts'
import { placeText } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { isCallStep, type Scenario } from '../model/scenario.ts'
import { createStepReader, type StepWords, type WrittenStep } from './scenario-steps.ts'
import { isContainer } from '../../json.ts'

/** The inputs needed to read scenarios. */
export interface ScenarioParts extends StepWords {
  /** Draws a crowd; null: crowds are not available here. */
  readonly draw: ((crowd: Crowd) => readonly Passer[]) | null
}

/**
 * The scenario of a file that fits `scenario.schema.yaml`, with its whole requests. Throws a Fault with file and line, and the
 * most similar words, for an unknown word, and for steps that can't be played.
 */
export function scenarioOf(document: Document, parts: ScenarioParts): Scenario {
  const file = recordOf(document.value)
  // Steps at the same time keep the order in which they are written.
  const written = [...writtenSteps(document), ...crowdSteps(document, parts)].toSorted((a, b) => a.atMs - b.atMs)
  const steps = written.map(createStepReader(parts))
  const [first] = steps
  if (first === undefined || isCallStep(first) || first.atMs > 0)
    throw new Fault(
      `${first?.at}: a scenario begins with a set at 0s`,
      'Write { at: 0s, set: { meeting-room: [] } }, say.',
    )
  return {
    name: String(file['scenario']),
    about: String(file['about']),
    steps,
    at: placeText(document.locate(['scenario'])),
  }
}

function writtenSteps(document: Document): WrittenStep[] {
  const steps = listOf(recordOf(document.value)['steps']).map((step, index): WrittenStep => ({
    atMs: toMs(step['at']),
    at: placeText(document.locate(['steps', index])),
    step,
  }))
  const late = steps.find(({ atMs }, index) => atMs < (steps[index - 1]?.atMs ?? 0))
  if (late === undefined) return steps
  throw new Fault(
    `${late.at}: this step is at ${String(late.step['at'])}, before the one above it`,
    'Write steps in chronological order.',
  )
}

function crowdSteps(document: Document, { draw }: ScenarioParts): WrittenStep[] {
  const { crowd } = recordOf(document.value)
  if (!isContainer(crowd)) return []
  const at = placeText(document.locate(['crowd']))
  if (draw === null)
    throw new Fault(`${at}: only npm run compile, in a checkout of greenroom, draws crowds`, 'Write out its steps.')
  const [shortest, longest] = String(crowd['stay']).split('..').map(toMs)
  const wish = { guests: Number(crowd['guests']), seed: Number(crowd['seed']), overMs: toMs(crowd['over']) }
  return draw({ ...wish, stayMs: [shortest ?? 0, longest ?? 0] }).flatMap(({ name: by, comesMs, goesMs }) => [
    { atMs: comesMs, at, step: { by, ...JOIN, request: { body: { guestName: by } } } },
    { atMs: goesMs, at, step: { by, ...LEAVE } },
  ])
}

const JOIN = { call: 'joinMeetingRoom', as: 'guest', expect: 'joined-as-guest' }
const LEAVE = { call: 'leaveMeetingRoom', expect: 'left' }

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Milliseconds of a time span that the schema accepts. */
function toMs(span: unknown): number {
  const [, amount = '0', unit = 'ms'] = /^([\d.]+)(\w+)$/.exec(String(span)) ?? []
  return Math.round(Number(amount) * (UNITS[unit] ?? 1))
}

const recordOf = (value: unknown): Record<string, unknown> => (isContainer(value) ? value : {})
const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isContainer) : [])
