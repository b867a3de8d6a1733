import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { start } from './process.ts';

describe('the bundle that npm start runs', () => {
  it('answers from the sandbox, counts what it costs, and names its own errors', async () => {
    const { query } = await start();
    expect(await query('{ transfer(id: "tr_1Mio2dLkdIwHu7ixsUuCxJpu") { currency } }')).toEqual({
      data: { transfer: { currency: 'USD' } },
      extensions: { cost: expect.objectContaining({ estimated: 1, actual: 1 }) },
    });
    // With two copies of graphql in it an error of ours would be a stranger's, and masked.
    expect(await query('{ transfer(id: "nothing") { id } }')).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(await query('{ transfer(id: "tr_1") { nothing } }')).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  it('finds the page of GraphiQL, which it does not hold', async () => {
    const { url } = await start();
    const page = await fetch(url.replace('/graphql', '/graphiql'), { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('GraphiQL');
  });

  it('serves metrics', async () => {
    const { said } = await start({ METRICS_PORT: '0', LOG_LEVEL: 'info' });
    await eventually(() => expect(said.out).toContain('metricsUrl'));
    const metricsUrl = /"metricsUrl":"([^"]+)"/.exec(said.out)?.[1] ?? '';
    expect(await (await fetch(`${metricsUrl}/metrics`)).text()).toContain('gateway_operations_total');
  });
});
