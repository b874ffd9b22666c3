import { cases } from '../../contract/compiled/cases.js'
import { faces } from '../../contract/compiled/faces.ts'
import { precedenceCases } from '../../contract/compiled/precedence.js'
import { seeds } from '../../contract/compiled/seeds.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import type { AnyFace } from '../../contract/model/face.ts'
import { ADMIN_API } from '../../rocket-chat/ask-api.ts'
import type { Found } from '../../verifier/look.ts'
import { draftTarget } from '../../verify/draft/target-draft.ts'

/** What to draft for; `api` null: whatever is found. */
export interface DraftAsked {
  readonly url: string
  readonly edition: Edition
  readonly api: string | null
}

/** The text of a target file for a server, filled in with what was found there. */
export function draftFor({ url, edition, api }: DraftAsked, found: Found | null, schema: string | null): string {
  const apis = api === null ? [...new Set(found?.answers.map((each) => each.api) ?? [])] : [api]
  const isOwn = (face: Pick<AnyFace, 'api'>): boolean => apis.length === 0 || apis.includes(face.api)
  const own = { faces: faces[edition].filter(isOwn), socketFaces: socketFaces.filter(isOwn) }
  const operations = new Set([...own.faces, ...own.socketFaces].map(({ operation }) => operation))
  const { identities } = seeds.documented
  return draftTarget({
    url,
    name: new URL(url).host,
    edition,
    ...own,
    cases: [...cases, ...precedenceCases].filter(({ operation }) => operations.has(operation)),
    found,
    hasAdmin: own.faces.some((face) => face.api === ADMIN_API),
    schema,
    roles: Object.fromEntries(Object.entries(identities).map(([role, { says }]) => [role, says])),
  })
}
