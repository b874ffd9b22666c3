/** What each document behind the contract describes, by the number that its file name begins with. */
const TITLES: Readonly<Record<string, string>> = {
  '000': 'Join a livechat room, 2022',
  '001': 'Join a livechat room',
  '002': 'Join a meeting room',
  '003': 'List livechat rooms',
  '004': 'Join a video conference',
}

/** Sources that are no document. */
const OTHERS: Readonly<Record<string, string>> = {
  server: 'how the real server behaves',
  inferred: 'our own conclusion',
}

/** A source in words: `Join a meeting room, Error Codes 403` for `002_….txt#Error Codes 403`. An unknown one stays as it is. */
export function sourceTitle(source: string): string {
  const [, number = '', where = ''] = /^(\d{3})_[0-9a-f]+\.txt(?:#(.*))?$/.exec(source) ?? []
  const title = TITLES[number]
  if (title === undefined) return OTHERS[source] ?? source
  return where === '' ? title : `${title}: ${where}`
}
