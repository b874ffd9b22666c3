import type { TestWorld } from '../../client/connect.ts'
import type { ArmRequest } from '../../contract/compiled/types.ts'
import { Fault } from '../../fault.ts'
import type { AgentWorlds } from '../agent-worlds.ts'
import { operationArgument, operationIn } from '../operation-argument.ts'
import { worldPlace, worldArgument } from '../place.ts'
import { numberIn, textIn, type Tool } from '../tool.ts'

/** Forces the answers of the next calls, or takes that back. */
export const armAnswer = (worlds: AgentWorlds): Tool => ({
  name: 'arm_answer',
  title: 'Force the next answers',
  description:
    'Makes the mock answer the next calls of an operation with a documented outcome, whatever the situation; or with an undocumented server error, a broken connection, or only late. With clear, takes it back. Returns everything that is armed in the world.',
  inputSchema: {
    type: 'object',
    properties: {
      operation: { ...operationArgument, description: 'The operation to answer; an outcome needs it.' },
      outcome: { type: 'string', description: 'A documented outcome of the operation: see list_outcomes.' },
      status: { type: 'integer', minimum: 500, maximum: 504, description: 'An undocumented server error.' },
      reset: { type: 'boolean', description: 'Break the connection.' },
      latencyMs: {
        type: 'integer',
        minimum: 0,
        maximum: 60_000,
        description: 'Milliseconds to wait before the answer.',
      },
      times: { type: 'integer', minimum: 1, maximum: 1000, description: 'How many calls; until cleared by default.' },
      clear: { type: 'boolean', description: 'Take back what is armed, of the operation or of all.' },
      world: worldArgument,
    },
    additionalProperties: false,
  },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async run(args) {
    const isClear = args['clear'] === true
    if (isClear && Object.keys(args).some((name) => !CLEARING.includes(name)))
      throw new Fault('clear arms nothing', `Give only ${CLEARING.join(', ')}, or leave clear out.`)
    if (isClear) {
      const world = await worlds.named(textIn(args, 'world'))
      await world.disarm(operationIn(args))
      return armedIn(world)
    }
    return worlds.use(textIn(args, 'world'), async (world) => {
      await world.armWith(toArmed(args))
      return armedIn(world)
    })
  },
})

const armedIn = async (world: TestWorld): Promise<Record<string, unknown>> => ({
  ...worldPlace(world),
  armed: await world.arms(),
})

const CLEARING = ['clear', 'operation', 'world']

/** The server says what is wrong with a combination of members. */
function toArmed(args: Readonly<Record<string, unknown>>): ArmRequest {
  const [operation, outcome] = [operationIn(args), textIn(args, 'outcome')]
  const [status, latencyMs, times] = [numberIn(args, 'status'), numberIn(args, 'latencyMs'), numberIn(args, 'times')]
  return {
    ...(operation === undefined ? {} : { operation }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(status === undefined ? {} : { status }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(times === undefined ? {} : { times }),
    ...(args['reset'] === true ? { reset: true } : {}),
  }
}
