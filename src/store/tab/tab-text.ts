import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { isObject, parseJson } from '../../json.ts'
import type { Contents } from '../../world/recipe.ts'
import { FORMAT } from '../log/format.ts'
import type { WorldSnapshot } from '../log/logged-world.ts'
import { isRecipeData, type RecipeData } from '../log/recipe-data.ts'
import { isContents, isWorldSnapshot } from '../log/snapshot-text.ts'

/** All that a tab keeps, as one text. */
export interface TabData {
  readonly format: number
  readonly edition: string
  readonly generations: number
  readonly dropped: readonly string[]
  /** Seeds by their hash. */
  readonly seeds: Readonly<Record<string, unknown>>
  readonly worlds: readonly TabWorld[]
}

/** A world as a tab keeps it. */
export interface TabWorld {
  readonly name: string
  readonly generation: number
  readonly recipe: RecipeData
  /** What it began with; null for its seed. */
  readonly begun: Contents | null
  readonly now: WorldSnapshot
  readonly journal: TabJournal
}

/** The latest exchanges of a world, each with its number, oldest first. */
export interface TabJournal {
  readonly last: number
  readonly forgotten: number
  readonly entries: readonly (readonly [n: number, text: string])[]
}

/** The data as a text, with the hash of the rest before it, so that damage is noticed. */
export function toTabText(data: TabData): string {
  const json = JSON.stringify(data)
  return `${hashOf(json)}${json}`
}

/** Reads what a tab has kept; null if that was written by another version or for another edition, or is damaged. */
export function readTabText(text: string, edition: string): TabData | null {
  const json = text.slice(HASH_LENGTH)
  if (text.slice(0, HASH_LENGTH) !== hashOf(json)) return null
  const told = parseJson(json)
  return isTabData(told) && told.edition === edition ? told : null
}

const HASH_LENGTH = 64
const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

// It is as some greenroom has written it, so only its outline is checked.
const isTabData = (told: unknown): told is TabData =>
  isObject(told) &&
  typeof told['format'] === 'number' &&
  told['format'] <= FORMAT &&
  typeof told['generations'] === 'number' &&
  Array.isArray(told['dropped']) &&
  isObject(told['seeds']) &&
  Array.isArray(told['worlds']) &&
  told['worlds'].every(isTabWorld)

const isTabWorld = (told: unknown): told is TabWorld =>
  isObject(told) &&
  typeof told['name'] === 'string' &&
  isRecipeData(told['recipe']) &&
  (told['begun'] === null || isContents(told['begun'])) &&
  isWorldSnapshot(told['now']) &&
  isObject(told['journal']) &&
  Array.isArray(told['journal']['entries'])
