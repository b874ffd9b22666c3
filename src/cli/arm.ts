import { faces } from '../contract/compiled/faces.ts'
import type { ArmInfo, ArmRequest } from '../contract/compiled/types.ts'
import { toMilliseconds } from '../client/duration.ts'
import { Fault } from '../fault.ts'
import type { Command, Input, Io } from './command.ts'
import { atMost, serverOptions, worldOf, worldOption } from './control-options.ts'
import { exitCode } from './exit-code.ts'
import { nearestWord } from './nearest-word.ts'
import { toOperation } from './shared-options.ts'

/** Arms answers, lists what is armed, and disarms. */
export const arm: Command = {
  name: 'arm',
  operands: '[outcome]',
  summary:
    'Answers the next calls with a documented outcome, a server error, or a broken connection. Alone, lists what is armed.',
  options: [
    worldOption,
    {
      name: 'operation',
      kind: 'text',
      value: '<id>',
      help: 'calls of which operation, where the outcome does not say so',
    },
    { name: 'times', kind: 'number', value: '<n>', help: 'how many calls; until it is cleared by default' },
    { name: 'latency', kind: 'text', value: '<time>', help: 'wait before the answer: 500ms, 2s' },
    { name: 'status', kind: 'number', value: '<5xx>', help: 'a server error of no contract' },
    { name: 'reset', kind: 'flag', help: 'break the connection' },
    { name: 'clear', kind: 'flag', help: 'disarm everything, or the operation' },
    ...serverOptions,
    { name: 'json', kind: 'flag', help: 'as JSON' },
  ],
  examples: [
    'greenroom arm room-full --times 2',
    'greenroom arm joinLivechatRoom/not-logged-in --world qa-17',
    'greenroom arm --status 503 --latency 2s --times 1',
    'greenroom arm --clear',
  ],
  async run(input, io) {
    atMost(input, 1, 'greenroom arm takes one outcome.')
    if (input.flag('clear')) return clear(input, io)
    const request = toRequest(input)
    const world = await worldOf(input)
    const armed = Object.keys(request).length === 0 ? await world.arms() : [await world.armWith(request)]
    io.out(
      input.flag('json') ? `${JSON.stringify(armed, null, 2)}\n` : armed.map(line).join('') || 'nothing is armed\n',
    )
    return exitCode.held
  },
}

async function clear(input: Input, io: Io): Promise<number> {
  if (input.operands.length > 0)
    throw new Fault('--clear takes no outcome', 'Name an operation by --operation, or nothing.')
  await (await worldOf(input)).disarm(toOperation(input.text('operation')))
  io.out('disarmed\n')
  return exitCode.held
}

/** What to arm: the outcome's full name says its operation, a short one serves where only one operation has it. */
function toRequest(input: Input): ArmRequest {
  const [first = '', second] = (input.operands[0] ?? '').split('/')
  const outcome = toOutcome(second ?? first)
  const operation = toOperation(second === undefined ? input.text('operation') : first)
  const [latency, status, times] = [input.text('latency'), input.number('status'), input.number('times')]
  return {
    ...(outcome === '' ? {} : { outcome }),
    ...(operation === undefined ? {} : { operation }),
    ...(latency === undefined ? {} : { latencyMs: toMilliseconds(latency) }),
    ...(status === undefined ? {} : { status }),
    ...(times === undefined ? {} : { times }),
    ...(input.flag('reset') ? { reset: true } : {}),
  }
}

const OUTCOMES = new Set(
  Object.values(faces).flatMap((edition) => edition.flatMap(({ outcomes }) => outcomes.map(({ name }) => name))),
)

/** An outcome that some edition has; which one is served, the server knows. */
function toOutcome(name: string): string {
  if (name === '' || OUTCOMES.has(name)) return name
  const meant = nearestWord(name, [...OUTCOMES])
  throw new Fault(
    `there is no outcome ${name}`,
    `${meant ? `Did you mean ${meant}? ` : ''}greenroom outcomes lists them.`,
  )
}

const line = ({ operation, outcome, status, reset, latencyMs, times }: ArmInfo): string => {
  const what = outcome ?? (status === null ? (reset ? 'connection reset' : 'as the rules reach') : `status ${status}`)
  const late = latencyMs === 0 ? '' : ` after ${latencyMs} ms`
  return `${operation ?? 'any operation'}: ${what}${late}, ${times === null ? 'until it is cleared' : `${times} ${times === 1 ? 'time' : 'times'}`}\n`
}
