import { WINDOW_MS } from '../stripe/rate-window.ts';
import { AHEAD_MS } from './ledger.ts';

/**
 * Books places in Redis, on its clock, as `memory-ledger.ts` does. KEYS are two for each log: a sorted set of places by
 * their times, and the time until which it is closed. ARGV[1] is the order as JSON, its indexes from 0.
 */
export const BOOKING_SCRIPT = `
local order, clock = cjson.decode(ARGV[1]), redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local window, logs, closed = ${WINDOW_MS}, {}, {}
local function put(i, id, at)
  redis.call('ZADD', KEYS[2 * i + 1], at, id)
  redis.call('PEXPIRE', KEYS[2 * i + 1], ${WINDOW_MS + AHEAD_MS + 1_000})
end
for _, entry in ipairs(order.returned) do
  for _, i in ipairs(entry.logs) do redis.call('ZREM', KEYS[2 * i + 1], entry.id) end
end
for _, entry in ipairs(order.closed) do
  local key, til = KEYS[2 * entry.log + 2], now + entry.ms
  if til > tonumber(redis.call('GET', key) or 0) then redis.call('SET', key, til, 'PX', entry.ms) end
end
for i = 0, #order.logs - 1 do
  redis.call('ZREMRANGEBYSCORE', KEYS[2 * i + 1], '-inf', now - window)
  local flat, times = redis.call('ZRANGE', KEYS[2 * i + 1], 0, -1, 'WITHSCORES'), {}
  for n = 2, #flat, 2 do times[#times + 1] = tonumber(flat[n]) end
  logs[i], closed[i + 1] = times, math.max(0, tonumber(redis.call('GET', KEYS[2 * i + 2]) or 0) - now)
end
local function earliest(wish, from)
  local at = from
  repeat
    local before = at
    for n, i in ipairs(wish.logs) do
      local times, limit = logs[i], wish.limits[n]
      at = math.max(at, now + closed[i + 1])
      for n = 1, #times - limit + 1 do
        local first, last = times[n], times[n + limit - 1]
        if last - first < window and last - window < at and at < first + window then at = first + window end
      end
    end
  until at == before
  return at
end
local booked = {}
for w, wish in ipairs(order.wishes) do
  local due, at = {}, earliest(wish, now + wish.fromMs)
  for _, id in ipairs(wish.ids) do
    if at > now + wish.aheadMs then break end
    for _, i in ipairs(wish.logs) do
      local times = logs[i]
      local n = #times
      while n > 0 and times[n] > at do n = n - 1 end
      table.insert(times, n + 1, at)
      put(i, id, at)
    end
    due[#due + 1] = at - now
    at = earliest(wish, at)
  end
  booked[w] = { at - now, unpack(due) }
end
return { booked, closed, now }
`;
