/** Mutants that verify does not find, by `<operator>: <name>`, and why it stays so. */
export const whyNot: Readonly<Record<string, string>> = {
  'seats on sockets: who joins another room keeps the one before':
    'a situation has one room: no case can name another that its caller may join',
  'seats on sockets: who joins another room is not heard to leave the one before':
    'a situation has one room: no case can name another that its caller may join',
  'payload: everybody who comes first is the host':
    'on sockets the observers are in the room before anybody calls; over HTTP it is found',
  'connection: events are taken in no order': 'a case makes one call at a time',
  'one transport: of packets at once over polling only the first':
    'those who hear several events at once listen over WebSocket, where the target has it',
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
  'precedence: listLivechatRooms/invalid-date-range comes after invalid-date':
    'no case has a date range that is not JSON beside one with a wrong date; the derived pair clashes',
  'precedence of two: listLivechatRooms/invalid-date-range gives way to invalid-custom-fields':
    'the text of invalid-date-range is free, so that the body of the other fits it, too',
  'reading of lists: a plus is a plus': 'no case writes a blank as a plus',
  'precedence of some callers: for users, locked comes before ended':
    'rooms with several facts are asked for by guests only',
  'precedence of some callers: for users, full comes before locked':
    'rooms with several facts are asked for by guests only',
  'precedence of some callers: for the host, full comes before locked':
    'rooms with several facts are asked for by guests only',
  'precedence of some callers: for anonymous callers, unknown calls come before the limit':
    'no case has an anonymous caller, a used-up limit and an unknown call at once',
  'participant: each date is earlier than the one before': 'what is renewed is to be another one, not a later one',
  'livechat join: _updatedAt goes back': 'what is renewed is to be another one, not a later one',
  'livechat join: _updatedAt is 1970': 'what is renewed is to be another one, not a later one',
  'guest name as it is shown: apostrophes doubled': 'no name of a case has an apostrophe',
  'guest name as it is shown: without backslashes': 'no name of a case has a backslash',
  'guest name as it is shown: without what looks like a tag': 'no name of a case has angle brackets',
  'limiter: calls of other operations count': 'no case calls another operation before a call that is limited',
  'order: by change': 'in no case an older room has changed after a newer one',
  'order: by name': 'in the documented seed the order of names is the order of dates',
  'order: paths of a sort are not followed':
    'no case sorts by a path along which the rooms are in another order than they come',
}
