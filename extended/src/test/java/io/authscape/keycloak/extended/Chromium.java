package io.authscape.keycloak.extended;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium without a screen. Each one has a profile of its own: nobody is signed in. */
final class Chromium implements AutoCloseable {

    /** Says at every start that it doesn't know Debian's Chromium: we use nothing that it would have to know. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Makes sure that there is one. */
    static void install(Part part) {
        part.needs("chromium=chromium", "chromedriver=chromium-driver");
        try (Chromium browser = open()) {
            part.runsWith("Chromium " + browser.driver.getCapabilities().getBrowserVersion());
        }
    }

    static Chromium open() {
        DEVTOOLS.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium"));
        options.addArguments(
                "--headless=new",
                "--window-size=1100,800",
                "--lang=en",
                // Chromium's sandbox refuses root, which CI is.
                "--no-sandbox",
                // A container's /dev/shm may be tiny.
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver"))
                .usingAnyFreePort()
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    void open(String address) {
        driver.get(address);
    }

    void type(String elementId, String text) {
        WebElement element = shown(By.id(elementId));
        element.clear();
        element.sendKeys(text);
    }

    void click(String elementId) {
        shown(By.id(elementId)).click();
    }

    boolean shows(String elementId) {
        return !driver.findElements(By.id(elementId)).isEmpty();
    }

    /** Waits for an element. */
    WebElement shown(By element) {
        return waiting().until(ExpectedConditions.visibilityOfElementLocated(element));
    }

    /** Scrolls until an element is in the middle. */
    void scrollTo(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    }

    /** Waits until it has come to a page whose address begins so. */
    URI arrived(String address) {
        waiting().until(driver -> current().startsWith(address));
        return URI.create(current());
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** What it shows now, into {@code target/images}: the pictures of our docs are made so. */
    void picture(String name) {
        try {
            Path file = Files.createDirectories(Path.of("target", "images")).resolve(name + ".png");
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private String current() {
        String address = driver.getCurrentUrl();
        return address == null ? "" : address;
    }

    private WebDriverWait waiting() {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE);
        wait.withMessage(() -> "at " + current() + ": " + text());
        return wait;
    }

    private static File onPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, command).toFile())
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(command + " is not on the PATH"));
    }
}
