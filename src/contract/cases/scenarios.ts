import { Fault } from '../../fault.ts'
import type { Crowd, Passer } from './crowd.ts'
import { placeText } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { isCallStep, type Scenario } from '../model/scenario.ts'
import { createStepReader, type StepWords, type WrittenStep } from './scenario-steps.ts'
import { isContainer } from '../../json.ts'

/** What scenarios are read by. */
export interface ScenarioParts extends StepWords {
  /** Draws a crowd; null: nobody can here. */
  readonly draw: ((crowd: Crowd) => readonly Passer[]) | null
}

/**
 * The scenario of a file that fits `scenario.schema.yaml`, with its whole requests. Throws a Fault with file and line, and the
 * nearest words, for a word that does not exist, and for steps that nobody could play.
 */
export function scenarioOf(document: Document, parts: ScenarioParts): Scenario {
  const file = recordOf(document.value)
  // What is written first comes first where the time is the same.
  const written = [...writtenSteps(document), ...crowdSteps(document, parts)].toSorted((a, b) => a.atMs - b.atMs)
  const steps = written.map(createStepReader(parts))
  const [first] = steps
  if (first === undefined || isCallStep(first) || first.atMs > 0)
    throw new Fault(
      `${first?.at}: a scenario begins by a set at 0s`,
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
    'Write steps in the order of time.',
  )
}

function crowdSteps(document: Document, { draw }: ScenarioParts): WrittenStep[] {
  const { crowd } = recordOf(document.value)
  if (!isContainer(crowd)) return []
  const at = placeText(document.locate(['crowd']))
  if (draw === null)
    throw new Fault(`${at}: a crowd is drawn by npm run compile, in a checkout of greenroom`, 'Write its steps out.')
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

/** Milliseconds of a span that the schema takes. */
function toMs(span: unknown): number {
  const [, amount = '0', unit = 'ms'] = /^([\d.]+)(\w+)$/.exec(String(span)) ?? []
  return Math.round(Number(amount) * (UNITS[unit] ?? 1))
}

const recordOf = (value: unknown): Record<string, unknown> => (isContainer(value) ? value : {})
const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isContainer) : [])
