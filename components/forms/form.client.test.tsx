import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { useZodForm } from "@/components/forms/use-zod-form";
import { Input } from "@/components/ui/input";

afterEach(cleanup);

const schema = z.object({ name: z.string().min(1, "A name is needed.") });

function Naming({ act }: { act: (values: { name: string }) => Promise<void> }) {
  const form = useZodForm(schema, { name: "" });
  return (
    <Form form={form} onSubmit={act} label="Naming">
      <FormField name="name" label="Name">
        <Input {...form.register("name")} />
      </FormField>
      <SubmitButton>Create it</SubmitButton>
    </Form>
  );
}

const name = (): HTMLInputElement => screen.getByRole("textbox");
const send = (): Promise<void> => userEvent.click(screen.getByRole("button", { name: "Create it" }));

describe("Form", () => {
  it("says what the schema refuses and sends nothing", async () => {
    const act = vi.fn(async () => undefined);
    render(<Naming act={act} />);
    await send();
    expect(await screen.findByText("A name is needed.")).toBeTruthy();
    expect(act).not.toHaveBeenCalled();
  });

  it("says that no answer came, keeps what was typed, and can be sent again", async () => {
    const act = vi.fn(async () => undefined);
    act.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    render(<Naming act={act} />);
    await userEvent.type(name(), "Tea round");
    await send();
    expect(await screen.findByText(/The server did not answer/)).toBeTruthy();
    expect(name().value).toBe("Tea round");
    await send();
    expect(act).toHaveBeenCalledTimes(2);
    expect(screen.queryByText(/The server did not answer/)).toBeNull();
  });
});
