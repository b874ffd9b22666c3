/** Mutants that verify does not find, by `<operator>: <name>`, and why it stays so. */
export const whyNot: Readonly<Record<string, string>> = {
  'payload: everybody who comes first is the host':
    'on sockets the observers are in the room before anybody calls; over HTTP it is found',
  'connection: events are taken in no order': 'a case makes one call at a time',
  'one transport: of packets at once over polling only the first':
    'those who hear several events at once listen over WebSocket, where the target has it',
  'one transport: no WebSocket': 'its cases are blocked, since a target may lack it; polling covers the outcomes',
  'call join: the URL is of another call':
    'a situation has one call, and what its URL looks like is up to the provider',
  'limit headers: Reset at the start of the window': 'nobody knows what time it is for the target',
  'limiter: a window of 4.5 s':
    'the cases leave a second for the way to a real server, where a later call might already be in the next window',
  'livechat join: every room is counted':
    'cases look at the room that was joined; on a real server others change meanwhile',
  'order: paths of a sort are not followed':
    'no case sorts by a path along which the rooms are in another order than they come',
}
