/** What an answer is about, which gives it its colour. */
export type Family = 'done' | 'who' | 'may' | 'request' | 'state' | 'slow' | 'server' | 'none'

const FAMILIES: Readonly<Record<number, Family>> = {
  401: 'who',
  403: 'may',
  404: 'state',
  409: 'state',
  410: 'state',
  429: 'slow',
}

/** Who are you, may you, your request, its state, slow down: by status. */
export function familyOf(status: number | null): Family {
  if (status === null) return 'none'
  if (status < 400) return 'done'
  return status >= 500 ? 'server' : (FAMILIES[status] ?? 'request')
}
