import type { FaceInfo, OutcomeInfo } from '../../contract/compiled/types.ts'
import type { Greenroom } from '../../client/connect.ts'
import { nearestWords } from '../../contract/model/nearest.ts'
import { Fault } from '../../fault.ts'
import { textIn, type Tool } from '../tool.ts'

/** Lists the documented answers of the mock, with their causes. */
export const listOutcomes = (greenroom: Pick<Greenroom, 'outcomes'>): Tool => ({
  name: 'list_outcomes',
  title: 'List documented answers',
  description:
    'Lists every documented answer (outcome) of the four room-joining endpoints: operation, how to call it, and for each outcome its name, status and cause, in order of precedence: the first whose cause applies is answered. With details, also the documented body, its sources, and the smallest call that gets it.',
  inputSchema: {
    type: 'object',
    properties: {
      operation: { type: 'string', description: 'Only this operation, such as joinMeetingRoom.' },
      word: {
        type: 'string',
        description: 'Only outcomes with this word in their name or cause, or with this status.',
      },
      details: { type: 'boolean', description: 'Also bodies, sources and smallest calls.' },
    },
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run(args) {
    const faces = await greenroom.outcomes()
    const [operation, word] = [textIn(args, 'operation'), textIn(args, 'word')]
    const asked = operation === undefined ? faces : faces.filter((face) => face.operation === operation)
    const found = asked.map((face) => ({ face, outcomes: face.outcomes.filter(having(word)) }))
    const shown = found.filter(({ outcomes }) => outcomes.length > 0)
    if (shown.length === 0) throw nothing(faces, operation, word)
    return { operations: shown.map(({ face, outcomes }) => toShown(face, outcomes, args['details'] === true)) }
  },
})

const having =
  (word: string | undefined) =>
  ({ name, cause, status }: OutcomeInfo): boolean =>
    word === undefined || `${name} ${cause}`.toLowerCase().includes(word.toLowerCase()) || word === `${status}`

function nothing(faces: readonly FaceInfo[], operation: string | undefined, word: string | undefined): Fault {
  const operations = [...new Set(faces.map((face) => face.operation))]
  if (operation !== undefined && !operations.includes(operation))
    return new Fault(`there is no operation ${operation}`, `Known: ${operations.join(', ')}.`)
  const names = faces.flatMap(({ outcomes }) => outcomes.map(({ name }) => name))
  return new Fault(`no outcome has the word ${word}`, `The most similar are ${nearestWords(word ?? '', names)}.`)
}

function toShown(face: FaceInfo, outcomes: readonly OutcomeInfo[], isDetailed: boolean): object {
  const { operation, way, method, path, event, summary } = face
  return {
    operation,
    summary,
    ...(way === 'http' ? { method, path } : { event: event ?? 'on connect' }),
    outcomes: outcomes.map(({ name, status, cause, sources, example, smallest }) =>
      isDetailed ? { name, status, cause, sources, body: example, smallest } : { name, status, cause },
    ),
  }
}
