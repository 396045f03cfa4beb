package io.authscape.keycloak.extended;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody in a container, who speaks HTTP by bash alone: that is what the images have in common. */
final class Neighbour {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

    /** How bash ends where nobody lets it come, or nobody knows the name. */
    private static final int REFUSED = 1;

    private static final int TIMED_OUT = 124;

    private final Docker docker;
    private final String container;

    /** @param container that runs */
    Neighbour(Docker docker, String container) {
        this.docker = docker;
        this.container = container;
    }

    /** A new one on a network; {@link #leave()} ends it. */
    static Neighbour on(Docker docker, String network) {
        String name = network + "-neighbour";
        docker.run(
                "docker",
                "run",
                "--detach",
                "--rm",
                "--name",
                name,
                "--network",
                network,
                "--entrypoint",
                "sleep",
                Images.PROVISIONER,
                "3600");
        return new Neighbour(docker, name);
    }

    void leave() {
        docker.ask(Map.of(), "", "docker", "rm", "--force", container);
    }

    /** Of the one network that it is on. */
    String address() {
        return docker.inspect("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);
    }

    /** Whether somebody listens there, and lets us come. Ten seconds are long between neighbours. */
    boolean reaches(String host, int port) {
        Docker.Answer answer = bash("", "exec 3<>\"/dev/tcp/$0/$1\"", host, Integer.toString(port));
        return switch (answer.status()) {
            case 0 -> true;
            case REFUSED, TIMED_OUT -> false;
            default -> throw new AssertionError("nobody could try: " + answer);
        };
    }

    Reply get(String host, int port, String path, String... headers) {
        return send(host, port, "GET " + path, "", headers);
    }

    Reply post(String host, int port, String path, String form, String... headers) {
        return send(host, port, "POST " + path, form, headers);
    }

    private Reply send(String host, int port, String line, String form, String... headers) {
        StringBuilder request = new StringBuilder(line)
                .append(" HTTP/1.0\r\nHost: ")
                .append(host)
                .append(':')
                .append(port);
        for (String header : headers) {
            request.append("\r\n").append(header);
        }
        if (!form.isEmpty()) {
            request.append("\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                    .append(form.getBytes(StandardCharsets.UTF_8).length);
        }
        Docker.Answer answer = bash(
                request.append("\r\n\r\n").append(form).toString(),
                "exec 3<>\"/dev/tcp/$0/$1\" && cat >&3 && cat <&3",
                host,
                Integer.toString(port));
        Matcher status = STATUS.matcher(answer.text());
        if (!status.lookingAt()) {
            throw new AssertionError("no answer from " + host + ":" + port + ": " + answer);
        }
        return new Reply(
                Integer.parseInt(status.group(1)),
                answer.text().substring(answer.text().indexOf("\r\n\r\n") + 4));
    }

    /** What it is told to do by bash, its input on stdin; the secrets of a request stand in no process list so. */
    Docker.Answer bash(String input, String script, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("docker", "exec", "--interactive", container, "timeout", "10", "bash", "-c", script));
        command.addAll(List.of(arguments));
        return docker.ask(Map.of(), input, command.toArray(String[]::new));
    }

    /** The answer to a request. */
    record Reply(int status, String body) {

        JsonNode json() {
            return Wire.json(body);
        }
    }
}
