import type { Face } from '../../model/face.ts'
import { editionWordsIn } from '../../read/edition-words.ts'
import { editionOf, facesIn } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import { literal } from './literal.ts'

/**
 * A module of the faces of each edition; if it has no document of an API, the current one's. What several share is written once:
 * each edition would otherwise take as much memory, and as long to load, as the first.
 */
export function emitFaces(faces: readonly Face[]): string {
  const shared = createShared()
  const rows = editionsIn(faces).map((edition) => {
    const names = facesIn(edition, faces).map((face) =>
      shared.name(`${face.operation}_${face.edition}`, 'Face', faceText(face, shared)),
    )
    return `  ${JSON.stringify(edition)}: [${names.join(', ')}],\n`
  })
  return `import type { Face, Outcome } from '../model/face.ts'
import type { Edition } from './types.ts'

${shared.text()}
/** The faces of each edition. */
export const faces: Readonly<Record<Edition, readonly Face[]>> = {
${rows.join('')}}
`
}

/** A module of what each edition says besides its operations. */
export function emitEditionWords(specs: readonly Document[]): string {
  const editions = [...new Set(specs.map(({ file }) => editionOf(file).edition))]
  const table = Object.fromEntries(
    editions.map((edition) => [
      edition,
      editionWordsIn(specs.filter(({ file }) => editionOf(file).edition === edition)),
    ]),
  )
  return `import type { EditionWords } from '../model/edition-words.ts'
import type { Edition } from './types.ts'

/** What each edition says besides its operations. */
export const editionWords: Readonly<Record<Edition, EditionWords>> = ${literal(table)}
`
}

const editionsIn = (faces: readonly Face[]): string[] => [...new Set(faces.map(({ edition }) => edition))]

function faceText({ outcomes, ...face }: Face, shared: Shared): string {
  const names = outcomes.map((outcome) =>
    shared.name(`${face.operation}_${outcome.name}_${face.edition}`, 'Outcome', literal(outcome)),
  )
  return `${literal(face).slice(0, -2)},\n "outcomes": [${names.join(', ')}]\n}`
}

/** Values that are written once, each as a constant. */
interface Shared {
  /** The constant with this text; the wanted name if there is none yet. */
  readonly name: (wanted: string, type: string, text: string) => string
  readonly text: () => string
}

function createShared(): Shared {
  const names = new Map<string, string>()
  const lines: string[] = []
  return {
    name(wanted, type, text) {
      const known = names.get(text)
      if (known !== undefined) return known
      const name = wanted.replaceAll(/\W/g, '_')
      names.set(text, name)
      lines.push(`const ${name}: ${type} = ${text}\n`)
      return name
    },
    text: () => lines.join(''),
  }
}
