import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { ArmInfo, ArmRequest } from '../../contract/compiled/types.ts'
import { Fault } from '../../fault.ts'
import type { Command, Input, Io } from '../command.ts'
import { atMost } from '../at-most.ts'
import { serverOptions, worldOf, worldOption } from '../options/control.ts'
import { exitCode } from '../exit-code.ts'
import { operationsWith, unknownOutcomeFault } from '../find-outcome.ts'
import { toSpan } from '../options/span.ts'
import { isOperation, toOperation } from '../options/operation.ts'
import { namingArgument, refusedAt } from '../named-argument.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, numberOption, textOption } from '../options/option.ts'

/** Arms answers, lists arms, and disarms. */
export const arm: Command = {
  name: 'arm',
  operands: '[outcome|operation]',
  summary:
    'Answers the next calls with a documented outcome, a server error, or a broken connection. Without arguments, lists what is armed.',
  options: [
    worldOption,
    textOption('operation', '<id>', 'operation, if the outcome belongs to several'),
    numberOption('times', '<n>', 'number of calls; until cleared by default'),
    textOption('latency', '<time>', 'wait before the answer: 500ms, 2s'),
    numberOption('status', '<5xx>', 'an undocumented server error'),
    flagOption('reset', 'break the connection'),
    flagOption('clear', 'disarm everything, or only --operation'),
    ...serverOptions,
    flagOption('json', 'as JSON'),
  ],
  examples: [
    'greenroom arm room-full --times 2',
    'greenroom arm joinLivechatRoom/not-logged-in --world qa-17',
    'greenroom arm joinMeetingRoom --latency 2s',
    'greenroom arm --status 503 --latency 2s --times 1',
    'greenroom arm --clear',
  ],
  async run(input, io) {
    atMost(input, 1, 'greenroom arm takes one outcome or operation.')
    if (input.flag('clear')) return clear(input, io)
    const request = toRequest(input)
    const armed = await armedBy(request, input)
    const { name } = await worldOf(input)
    io.out(
      input.flag('json')
        ? `${toEscapedJson(armed, 2)}\n`
        : armed.map((each) => line(name, each)).join('') || `[${name}] nothing is armed\n`,
    )
    return exitCode.held
  },
}

/** A name that no edition has may be in the contract that the mock serves; if it is not, ours are suggested. */
async function armedBy(request: ArmRequest, input: Input): Promise<readonly ArmInfo[]> {
  const unknown = request.outcome === undefined ? undefined : unknownOutcomeFault(request.outcome)
  try {
    const world = await worldOf(input)
    return Object.keys(request).length === 0 ? await world.arms() : [await world.armWith(request)]
  } catch (error) {
    throw unknown ?? explained(error, request)
  }
}

/** An outcome may be of another edition than the mock's. */
function explained(error: unknown, { outcome, operation }: ArmRequest): unknown {
  if (refusedAt(error)?.pointer !== '/outcome') return namingArgument(error, ARGUMENTS, 'arm')
  const of = operation === undefined ? '' : ` of ${operation}`
  return new Fault(`the mock serves no outcome ${outcome}${of}`, 'greenroom outcomes lists those of each edition.', {
    cause: error,
  })
}

const ARGUMENTS = {
  '/operation': 'the operation',
  '/times': '--times',
  '/latencyMs': '--latency, in milliseconds,',
  '/status': '--status',
}

async function clear(input: Input, io: Io): Promise<number> {
  if (input.operands.length > 0)
    throw new Fault('--clear takes no outcome', 'Name an operation with --operation, or nothing.')
  refuseUnused(input, ['times', 'latency', 'status', 'reset', 'json'], 'with --clear', 'Drop one of them.')
  const world = await worldOf(input)
  const before = await world.arms()
  await world.disarm(toOperation(input.text('operation')))
  const count = before.length - (await world.arms()).length
  io.out(`[${world.name}] ${count === 0 ? 'nothing was armed' : `${count} disarmed`}\n`)
  return exitCode.held
}

/** The outcome's full name gives its operation; the short one suffices if only one operation has it. */
function toRequest(input: Input): ArmRequest {
  const [word = ''] = input.operands
  // An operation alone, for a delay or an error of it.
  const [first = '', second] = isOperation(word) ? [word, ''] : word.split('/')
  if (second !== undefined) refuseUnused(input, ['operation'], `with ${first}/`, 'Drop it: the name already says it.')
  const operation = toOperation(second === undefined ? input.text('operation') : first)
  const outcome = unambiguous(second ?? first, operation)
  const [latency, status, times] = [input.text('latency'), input.number('status'), input.number('times')]
  if (status !== undefined && (status < 500 || status > 599))
    throw new Fault(
      `--status takes 500 to 599, not ${status}`,
      'Arm a documented answer by the name of its outcome; greenroom outcomes lists them.',
    )
  if ([outcome !== '', status !== undefined, input.flag('reset')].filter(Boolean).length > 1)
    throw new Fault(
      'an outcome, --status and --reset are different answers',
      'Keep one of them; an outcome has a status of its own.',
    )
  const isAnswer = outcome !== '' || status !== undefined || latency !== undefined || input.flag('reset')
  if (!isAnswer && (operation ?? times) !== undefined)
    throw new Fault('there is no answer to arm', 'Name an outcome, or add --status, --reset or --latency.')
  return {
    ...(outcome === '' ? {} : { outcome }),
    ...(operation === undefined ? {} : { operation }),
    ...(latency === undefined ? {} : { latencyMs: toSpan(latency) }),
    ...(status === undefined ? {} : { status }),
    ...(times === undefined ? {} : { times }),
    ...(input.flag('reset') ? { reset: true } : {}),
  }
}

/** Throws a Fault for a short name that several operations have. */
function unambiguous(name: string, operation: string | undefined): string {
  const having = operationsWith(name)
  if (operation === undefined && having.length > 1)
    throw new Fault(
      `several operations have an outcome ${name}`,
      `Write ${having.map((id) => `${id}/${name}`).join(', or ')}.`,
    )
  return name
}

/** `[qa-17] joinMeetingRoom: room-full, 2 times` */
const line = (world: string, { operation, outcome, status, reset, latencyMs, times }: ArmInfo): string => {
  const what = outcome ?? (status === null ? (reset ? 'connection reset' : 'its normal answer') : `status ${status}`)
  const late = latencyMs === 0 ? '' : `, ${latencyMs} ms late`
  const often = times === null ? 'until cleared' : `${times} ${times === 1 ? 'time' : 'times'}`
  return `[${world}] ${operation ?? 'any operation'}: ${what}${late}, ${often}\n`
}
