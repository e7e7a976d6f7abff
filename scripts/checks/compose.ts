import { z } from "zod";

/** The part of the Compose specification that docker-compose.yml uses. Strict: a misspelt key is an error, as it would be at run time a silence. */

const duration = z.string().regex(/^\d+(ms|s|m|h)$/);
/** Without a value it is what `.env` says, and not set where that says nothing. */
const environment = z.record(z.string().regex(/^[A-Z_]+$/), z.string().nullable());
const namedVolume = z.string().regex(/^[a-z][a-z-]*:\/[\w/]+$/, "a named volume and an absolute folder");

const healthcheck = z.strictObject({
  test: z.tuple([z.enum(["CMD", "CMD-SHELL"])], z.string()),
  interval: duration,
  timeout: duration,
  retries: z.number().int().positive(),
  start_period: duration,
});

const device = z.strictObject({ driver: z.literal("nvidia"), count: z.number().int().positive(), capabilities: z.array(z.string()) });

const service = z
  .strictObject({
    image: z.string().regex(/:/, "an image needs a tag").optional(),
    build: z.strictObject({ context: z.string(), dockerfile: z.string(), target: z.string().optional() }).optional(),
    restart: z.enum(["no", "always", "on-failure", "unless-stopped"]),
    init: z.boolean().optional(),
    runtime: z.string().optional(),
    profiles: z.array(z.string()).optional(),
    command: z.array(z.string()).min(1),
    environment,
    ports: z.array(z.string().regex(/^127\.0\.0\.1:/, "published on the host itself only; a proxy with TLS stands before it")).optional(),
    volumes: z.array(namedVolume),
    shm_size: z.string().optional(),
    depends_on: z.record(z.string(), z.strictObject({ condition: z.literal("service_healthy") })).optional(),
    healthcheck,
    deploy: z.strictObject({ resources: z.strictObject({ reservations: z.strictObject({ devices: z.array(device) }) }) }).optional(),
  })
  .refine((value) => (value.image === undefined) !== (value.build === undefined), "a service has either an image or a build");

export const composeSchema = z
  .looseObject({
    name: z.string(),
    services: z.record(z.string(), service),
    volumes: z.record(z.string(), z.null()),
  })
  .superRefine((file, context) => {
    for (const key of Object.keys(file)) {
      if (!["name", "services", "volumes"].includes(key) && !key.startsWith("x-"))
        context.addIssue({ code: "custom", message: `unknown key ${key}` });
    }
    for (const [name, { volumes, depends_on: parents = {} }] of Object.entries(file.services)) {
      for (const volume of volumes) {
        const [source = ""] = volume.split(":");
        if (!(source in file.volumes)) context.addIssue({ code: "custom", message: `${name} uses the undeclared volume ${source}` });
      }
      for (const parent of Object.keys(parents)) {
        if (!(parent in file.services)) context.addIssue({ code: "custom", message: `${name} depends on the unknown service ${parent}` });
      }
    }
  });

export type ComposeFile = z.infer<typeof composeSchema>;
