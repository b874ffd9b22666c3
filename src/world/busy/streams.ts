/** One stream of random numbers per purpose, so that none repeats another. Changing a number changes every busy seed. */
export const STREAMS = {
  agents: 1,
  livechatIds: 2,
  livechatRooms: 3,
  meetingCodes: 4,
  meetingRooms: 5,
  callIds: 6,
  calls: 7,
  livechatExtras: 8,
} as const
