/** What each document behind the contract describes, by the number that its file name begins with. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ['000', 'Join a livechat room, 2022'],
  ['001', 'Join a livechat room'],
  ['002', 'Join a meeting room'],
  ['003', 'List livechat rooms'],
  ['004', 'Join a video conference'],
])

/** Sources that are no document. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['server', 'how the real server behaves'],
  ['inferred', 'our own conclusion'],
])

/** The API files that Rocket.Chat publishes itself. */
const PUBLISHED: ReadonlyMap<string, string> = new Map([
  ['omnichannel.yaml', "Rocket.Chat's published Omnichannel API"],
])

/** A source in words: `Join a meeting room: Error Codes 403` for `002_….txt#Error Codes 403`. An unknown one stays as it is. */
export function sourceTitle(source: string): string {
  const [, file = '', where = ''] = /^([^#]*)#?(.*)$/s.exec(source) ?? []
  const [, number = ''] = /^(\d{3})_[0-9a-f]+\.txt$/.exec(file) ?? []
  const title = TITLES.get(number) ?? PUBLISHED.get(file)
  if (title === undefined) return OTHERS.get(source) ?? source
  return where === '' ? title : `${title}: ${where}`
}
