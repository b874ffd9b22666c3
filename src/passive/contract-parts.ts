import { factWords } from '../contract/compiled/facts.ts'
import { faces } from '../contract/compiled/faces.ts'
import { sentEvents, socketFaces, socketMembers } from '../contract/compiled/socket-faces.ts'
import type { Edition } from '../contract/compiled/types.ts'
import { createMask, fixedTextsOf, type Mask } from '../verify/redact/mask.ts'
import type { ReadingParts } from './reading.ts'

/** What the contract of an edition says, for reading traffic. */
export const contractParts = (edition: Edition): Omit<ReadingParts, 'scope' | 'dialect'> => ({
  faces: faces[edition],
  socketFaces,
  sentEvents,
  yields: Object.fromEntries(Object.entries(factWords).map(([subject, words]) => [subject, Object.keys(words.yields)])),
})

/** Shows of other people's data only what the contract fixes. `key` is new for each reading. */
export const contractMask = (edition: Edition, key: Uint8Array): Mask =>
  createMask({ fixed: new Set([...fixedTextsOf([...faces[edition], ...socketFaces]), ...socketMembers]), key })
