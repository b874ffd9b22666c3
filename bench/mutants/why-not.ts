/** The mutants that verify doesn't find, by `<operator>: <name>`, with the reason why that is accepted. */
export const whyNot: Readonly<Record<string, string>> = {
  'payload: everybody who comes first is the host':
    'on sockets, the observers are in the room before any caller; it is found over HTTP',
  'connection: events are taken in no order': 'cases make one call at a time',
  'one transport: of packets at once over polling only the first':
    'receivers of several events at once use WebSocket if the target has it',
  'one transport: no WebSocket': 'its cases are blocked, since targets may lack it; polling covers the outcomes',
  'id: upper-case id': 'the document says no more of an id than that it is unique',
  'missing field: reaction times': 'only what every documented room has is required',
  'limit headers: Reset at the start of the window': 'the time at the target is unknown',
  'limiter: a window of 4.5 s':
    'the cases leave one second for the way to a real server; a later call might be in the next window there',
  'livechat join: every room is counted':
    'cases check the joined room; on a real server, others may change at the same time',
  'order: paths of a sort are not followed': 'no case sorts by a path that gives another order than the default',
}
