import { requestValidators } from '../../src/contract/compiled/request-validators.ts'
import { operations } from '../../src/mock/operations.ts'
import { prepareFace, type PreparedRoute } from '../../src/mock/prepared-face.ts'
import type { Face } from '../../src/contract/model/face.ts'
import { currentFace } from '../../src/verify/testing/answers.ts'

/** The prepared face of an operation over HTTP in the current edition, with a test's differences. */
export function preparedOf(
  operation: 'joinMeetingRoom' | 'joinVideoConference' | 'listLivechatRooms',
  more: Partial<Face> = {},
): PreparedRoute {
  const validators = requestValidators['current']?.[operation] ?? { query: null, body: null }
  return { ...prepareFace({ ...currentFace(operation), ...more }, operations[operation]), validators }
}

/** A prepared outcome by its name. Throws if there is none, so that no test checks nothing. */
export function stepOf({ outcomes }: PreparedRoute, name: string): PreparedRoute['outcomes'][number] {
  const found = outcomes.find(({ outcome }) => outcome.name === name)
  if (!found) throw new Error(`no outcome ${name}`)
  return found
}
