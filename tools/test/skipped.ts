/** A test that was skipped. */
export interface Skipped {
  readonly file: string
  readonly title: string
}

/** One line for all tests of a file that were skipped for one reason; a title gives it as `…, not run: <reason>`. Without one, a set-up has failed. */
export function skippedLines(skipped: readonly Skipped[]): string[] {
  const groups = new Map<string, Skipped[]>()
  for (const test of skipped) {
    const group = JSON.stringify([test.file, reasonOf(test)])
    groups.set(group, [...(groups.get(group) ?? []), test])
  }
  return [...groups.values()].map(lineOf)
}

const reasonOf = ({ title }: Skipped): string => /, not run: (.*?)(?: >|$)/.exec(title)?.[1] ?? 'no reason is given'

const lineOf = (group: readonly Skipped[]): string => {
  const [first = { file: '', title: '' }] = group
  return `skipped ${group.length} of ${first.file}: ${reasonOf(first)}`
}
