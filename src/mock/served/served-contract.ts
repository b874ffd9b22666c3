import { editionWords } from '../../contract/compiled/edition-words.ts'
import { faces } from '../../contract/compiled/faces.ts'
import { requestValidators } from '../../contract/compiled/request-validators.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import type { EditionWords } from '../../contract/model/edition-words.ts'
import type { Face, Validators } from '../../contract/model/face.ts'

/** What a mock answers by: an edition of the contract, or a contract of the user's own. */
export interface ServedContract {
  readonly faces: readonly Face[]
  /** Operation → the validators of its requests. */
  readonly validators: Readonly<Record<string, Validators>>
  readonly words: EditionWords
  /** The operations of the user's own contract: those of its outcomes that have no rule are only forced, never reached. */
  readonly own: ReadonlySet<string>
}

/** An edition, in which the operations of a contract of the user's own take the places of those of the same name. */
export function servedContract(edition: Edition, own?: ServedContract): ServedContract {
  const compiled: ServedContract = {
    faces: faces[edition],
    validators: { ...requestValidators['current'], ...requestValidators[edition] },
    words: editionWords[edition],
    own: new Set(),
  }
  if (!own) return compiled
  const isReplaced = ({ operation }: Face): boolean => own.faces.some((face) => face.operation === operation)
  return {
    faces: [...own.faces.map((face) => ({ ...face, edition })), ...compiled.faces.filter((face) => !isReplaced(face))],
    validators: { ...compiled.validators, ...own.validators },
    words: {
      // The own one is asked first.
      elsewhere: [...own.words.elsewhere, ...compiled.words.elsewhere],
      settings: { ...compiled.words.settings, ...own.words.settings },
    },
    own: own.own,
  }
}
