import { isContainer } from '../../json.ts'

/** A text, or another in place of what is none. */
export const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** The members of a list as texts; none of what is no list. */
export const textList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** An object or list by its keys; empty for what is neither. */
export const recordOf = (value: unknown): Record<string, unknown> => (isContainer(value) ? value : {})

/** The objects of a list; none of what is no list. */
export const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isContainer) : []
