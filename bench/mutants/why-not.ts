/** Mutants that verify does not find, by `<operator>: <name>`, and why it stays so. */
export const whyNot: Readonly<Record<string, string>> = {
  'call join: the URL is of another call':
    'a situation has one call, and what its URL looks like is up to the provider',
  'limit headers: Reset at the start of the window': 'nobody knows what time it is for the target',
  'limiter: a window of 4.5 s':
    'the cases leave a second for the way to a real server, where a later call might already be in the next window',
  'page: the usual count is 25': 'takes more than 25 rooms, and the documented seed has four',
  'page: the usual count is 100': 'takes more than 50 rooms',
  'page: no cap on count': 'takes more than 100 rooms',
  'page: a cap of 50 on count': 'takes more than 50 rooms',
  'livechat join: every room is counted':
    'cases look at the room that was joined; on a real server others change meanwhile',
}
