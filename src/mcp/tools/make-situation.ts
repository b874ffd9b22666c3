import { factWords } from '../../contract/compiled/facts.ts'
import type { Situation } from '../../client/connect.ts'
import { wrongWith, type ArgumentSchema } from '../argument-schema.ts'
import type { AgentWorlds } from '../agent-worlds.ts'
import { operationArgument, operationIn } from '../operation-argument.ts'
import { worldPlace, worldArgument } from '../place.ts'
import { textIn, type Tool } from '../tool.ts'

const toSchema = (facts: Readonly<Record<string, { readonly says: string }>>): ArgumentSchema => ({
  type: 'array',
  description: Object.entries(facts)
    .map(([name, { says }]) => `${name}: ${says}`)
    .join('; '),
  items: { type: 'string', enum: Object.keys(facts) },
})

const SITUATION: ArgumentSchema = {
  type: 'object',
  description:
    'Subjects with their facts, such as {"meeting-room": ["locked", "full"]}; without facts one can be joined.',
  properties: Object.fromEntries(Object.entries(factWords).map(([subject, { facts }]) => [subject, toSchema(facts)])),
  additionalProperties: false,
}

const isSituation = (value: unknown): value is Situation => wrongWith(value, SITUATION, '') === null

/** Puts a world into a situation, and gives the values by which a request names its subjects. */
export const makeSituation = (worlds: AgentWorlds): Tool => ({
  name: 'make_situation',
  title: 'Make a situation',
  description:
    'Puts the mock into a situation, such as a locked meeting room, and returns the values by which a request names its subjects (code, roomId, callId), the base URL to call, and the headers of each identity. Pass the returned world to the next calls of these tools.',
  inputSchema: {
    type: 'object',
    properties: {
      situation: SITUATION,
      operation: {
        ...operationArgument,
        description: 'The operation whose limit to use up; all that have one by default.',
      },
      world: worldArgument,
    },
    required: ['situation'],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async run(args) {
    const [operation, situation] = [operationIn(args), args['situation']]
    const asked = isSituation(situation) ? situation : {}
    return worlds.use(textIn(args, 'world'), async (world) => {
      const values = await world.situation(asked, operation === undefined ? {} : { operation })
      return { ...worldPlace(world), values, identities: world.identities }
    })
  },
})
