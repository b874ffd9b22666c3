import { faces } from '../../contract/compiled/faces.ts'
import { toWireRequest } from '../../contract/model/case-request.ts'
import { toCurl } from '../../contract/model/curl.ts'
import { isCallStep, type Scenario } from '../../contract/model/scenario.ts'
import { Fault } from '../../fault.ts'
import type { Play } from '../../client/connect.ts'
import type { RunningServer } from '../../server.ts'
import type { Input } from '../command.ts'
import { toSpeed } from '../options/speed.ts'
import { seatCall } from './seat-call.ts'

/** A scenario that `serve` plays. */
export interface ServedScenario {
  readonly scenario: Scenario
  readonly speed: number
}

/** What to play from the start, if anything. Throws a Fault that names the wrong option. */
export async function servedScenario(input: Input): Promise<ServedScenario | null> {
  const [word, speed] = [input.text('scenario'), input.text('speed')]
  if (word === undefined) {
    if (speed === undefined) return null
    throw new Fault('--speed needs a scenario', 'Name one with --scenario; greenroom play --list lists them.')
  }
  const { toScenario } = await import('../../scenario-file.ts')
  return { scenario: await toScenario(word), speed: toSpeed(speed) }
}

/** What a banner shows of a scenario, including how to take part. */
export interface Playing {
  readonly name: string
  readonly about: string
  readonly speed: number
  readonly values: Readonly<Record<string, string>>
  /** Commands and code, one per line. */
  readonly joins: readonly string[]
}

/** Starts it in the world `default`. */
export async function playServed(
  { attach, url }: Pick<RunningServer, 'attach' | 'url'>,
  { scenario, speed }: ServedScenario,
  mustNameWorld: boolean,
): Promise<Playing> {
  const world = await attach()
  const { values } = await world.play(scenario, { speed })
  const joins = joinsOf(scenario, mustNameWorld ? world.url : url, { values, identities: world.identities })
  return { name: scenario.name, about: scenario.about, speed, values: { ...values }, joins }
}

/** The guest's call, else the first one, with curl; for a meeting room, also with a socket, which hears the others. */
function joinsOf(
  { steps }: Scenario,
  url: string,
  { values, identities }: { readonly values: Play['values']; readonly identities: Callers },
): string[] {
  const calls = steps.filter(isCallStep).map(({ call }) => call)
  const call = calls.find(({ as }) => as === 'guest') ?? calls[0]
  const face = faces.current.find(({ operation }) => operation === call?.operation)
  const curl =
    call && face ? [toCurl(toWireRequest(call, face, { ...values }, identities[call.as] ?? {}), { baseUrl: url })] : []
  const seat = seatCall({ ...values }, 'You')
  return [...curl, ...(seat === undefined ? [] : [`io('${url}').emitWithAck(${seat})`])]
}

type Callers = Readonly<Record<string, Readonly<Record<string, string>>>>
