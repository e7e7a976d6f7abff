import pg from "pg";
import { z } from "zod";

/**
 * Fills a project of a migrated database with pairs for benchmarks of import and export: items with two responses, a task, one
 * label of one of twenty people, and a finished aggregation. The rows are made by the server itself from their number and the
 * seed, without foreign key checks, so that a million take a minute or two.
 */

export type PlantedPairs = { workspaceId: string; projectId: string; campaignId: string; slug: string };

const words = "the quick river holds a stone while market windows open slowly and engines hum in copper light over harbour walls ".repeat(
  8,
);

const ids = (prefix: string): string => `'${prefix}_' || lpad(to_hex(g), 26, '0')`;

/** A stretch of the words whose place depends on the row, with its number, so that no two are the same. */
const prose = (chars: number, salt: number): string =>
  `substr($1, 1 + ((g * 37 + ${salt} * 101 + $2) % 500)::int, ${chars}) || ' ' || g || '.${salt}'`;

const idSchema = z.object({ id: z.string() });

export const plantPairs = async (databaseUrl: string, { pairs, seed }: { pairs: number; seed: number }): Promise<PlantedPairs> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const planted = { workspaceId: "wsp_bench", projectId: "prj_bench", campaignId: "cmp_bench", slug: "bench" };
  try {
    await client.query("set session_replication_role = replica");
    await client.query("set synchronous_commit = off");
    await client.query("set maintenance_work_mem = '256MB'");
    // The one that the command line acts in.
    await client.query("insert into workspace (id, slug, name) values ('wsp_bench', 'main', 'Workspace') on conflict do nothing");
    planted.workspaceId = idSchema.parse((await client.query("select id from workspace where slug = 'main'")).rows[0]).id;
    await client.query(`insert into project (id, workspace_id, slug, name, description) values ('prj_bench', $1, 'bench', 'Bench', '')`, [
      planted.workspaceId,
    ]);
    await client.query(
      `insert into campaign (id, project_id, slug, name, kind, config) values ('cmp_bench', 'prj_bench', 'pairwise', 'Pairs', 'pairwise', '{}')`,
    );
    await client.query(
      `insert into annotator (id, project_id, name, source) select 'anr_' || g, 'prj_bench', 'person-' || g, 'human' from generate_series(0, 19) g`,
    );
    await client.query(
      `insert into aggregation (id, project_id, campaign_id, model, source, question, seed, state, converged, tasks, labels, annotators, agreement, finished_at)
       values ('agg_bench', 'prj_bench', 'cmp_bench', 'majority', 'human', 'overall', 1, 'done', true, ${pairs}, ${pairs}, 20,
         '{"metric":"krippendorff-alpha","level":"nominal","estimate":{"value":null,"reason":"Nothing was labelled twice."}}', now())`,
    );
    const rows = `from generate_series(1, ${pairs}) g`;
    const texts = [words, seed];
    await client.query(
      `insert into item (id, project_id, ordinal, external_id, content_hash, prompt_hash, title, prompt_chars, license)
       select ${ids("itm")}, 'prj_bench', g, 'row-' || g, md5('c' || g), md5('p' || g), 'Row ' || g, 130, 'CC0-1.0' ${rows}`,
    );
    await client.query(`insert into item_payload (item_id, prompt) select ${ids("itm")}, to_jsonb(${prose(120, 1)}) ${rows}`, texts);
    for (const side of [0, 1]) {
      await client.query(
        `insert into candidate (id, project_id, item_id, ordinal, model, text_hash, chars)
         select ${ids(`cnd${side}`)}, 'prj_bench', ${ids("itm")}, ${side}, 'model-${side}', md5('t${side}' || g), 310 ${rows}`,
      );
      await client.query(
        `insert into candidate_payload (candidate_id, text) select ${ids(`cnd${side}`)}, ${prose(300, 2 + side)} ${rows}`,
        texts,
      );
    }
    await client.query(
      `insert into task (id, project_id, campaign_id, item_id, unit_key) select ${ids("tsk")}, 'prj_bench', 'cmp_bench', ${ids("itm")}, '0-1' ${rows}`,
    );
    await client.query(
      `insert into annotation (id, project_id, campaign_id, task_id, annotator_id, idem_key, payload_hash, response, created_at)
       select ${ids("ann")}, 'prj_bench', 'cmp_bench', ${ids("tsk")}, 'anr_' || (g % 20), 'k' || g, md5('a' || g),
         jsonb_build_object('answers', jsonb_build_object('overall', jsonb_build_object('choice', g % 2))), now() - interval '1 hour' ${rows}`,
    );
    await client.query(
      `insert into consensus (aggregation_id, task_id, question, choice, posterior, p_choice, labels)
       select 'agg_bench', ${ids("tsk")}, 'overall', (g % 2)::text, jsonb_build_object((g % 2)::text, 1, (1 - g % 2)::text, 0), 1, 1 ${rows}`,
    );
    await client.query("analyze");
  } finally {
    await client.end();
  }
  return planted;
};
