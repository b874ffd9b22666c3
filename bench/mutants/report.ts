import type { Judged } from './judge.ts'

export const toReport = (judged: readonly Judged[], ms: number): string => `${judged.length} ${ms}`
